import './app';
import { GlLaunch } from './elements/gl-launch';
import { GlWatch } from './elements/gl-watch';

customElements.define('gl-launch', GlLaunch);
customElements.define('gl-watch', GlWatch);
