import './app';
import { GlConduct } from './elements/gl-conduct';

customElements.define('gl-conduct', GlConduct);
