import './app';
import { GlPreview } from './elements/gl-preview';

customElements.define('gl-preview', GlPreview);
