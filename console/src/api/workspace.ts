/** The workspace that this browser works in; null means one's own. */
const STORED = 'autogram.workspace'

export function chosenWorkspace(): string | null {
  return localStorage.getItem(STORED)
}

/** Everything on the screen is another workspace's, so the page begins anew. */
export function chooseWorkspace(id: string | null): void {
  if (id === null) localStorage.removeItem(STORED)
  else localStorage.setItem(STORED, id)
  window.location.assign('/')
}
