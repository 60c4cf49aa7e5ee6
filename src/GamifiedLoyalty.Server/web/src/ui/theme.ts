const cookie = 'gl-theme';
const year = 365 * 24 * 60 * 60;

/** Lets the links that choose the appearance work at once; a page that was kept follows the choice made since. */
export function followTheme(): void {
  const chosen = new RegExp(`(?:^|; )${cookie}=(\\w+)`).exec(document.cookie)?.[1];
  if (chosen !== undefined && document.documentElement.dataset['keptAt'] !== undefined) show(chosen);
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-theme-choice]');
    const choice = link?.dataset['themeChoice'];
    if (choice === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.cookie = `${cookie}=${choice}; path=/; max-age=${year}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
    show(choice);
  });
}

function show(choice: string): void {
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset['theme'] = choice;
  else delete document.documentElement.dataset['theme'];
  for (const link of document.querySelectorAll<HTMLElement>('[data-theme-choice]')) {
    if (link.dataset['themeChoice'] === choice) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
