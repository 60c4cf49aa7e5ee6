import { GlScreen } from './elements/gl-screen';

document.documentElement.classList.add('js');
customElements.define('gl-screen', GlScreen);
