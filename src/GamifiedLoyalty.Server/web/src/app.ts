import { GlBoard } from './elements/gl-board';
import { GlCountdown } from './elements/gl-countdown';
import { GlFresh } from './elements/gl-fresh';
import { GlSearch } from './elements/gl-search';
import { GlTicker } from './elements/gl-ticker';
import { startFrame } from './ui/frame';

document.documentElement.classList.add('js');
customElements.define('gl-board', GlBoard);
customElements.define('gl-countdown', GlCountdown);
customElements.define('gl-fresh', GlFresh);
customElements.define('gl-search', GlSearch);
customElements.define('gl-ticker', GlTicker);
startFrame();
