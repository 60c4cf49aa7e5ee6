import { GlBoard } from './elements/gl-board';
import { GlScreen } from './elements/gl-screen';

document.documentElement.classList.add('js');
customElements.define('gl-board', GlBoard);
customElements.define('gl-screen', GlScreen);
