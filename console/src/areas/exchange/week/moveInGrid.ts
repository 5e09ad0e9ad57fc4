import type { KeyboardEvent } from 'react'

const STEPS: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrows go from a table's button to the next one in their direction, over cells without any. */
export function moveInGrid(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key]
  const cell = (event.target as Element).closest('td')
  if (!step || !cell) return
  const table = event.currentTarget
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex + step[0]
  let column = cell.cellIndex + step[1]
  for (;;) {
    const next = table.rows[row]?.cells[column]
    if (!next) return
    const button = next.querySelector<HTMLButtonElement>('td button')
    if (button) {
      event.preventDefault()
      button.focus()
      return
    }
    row += step[0]
    column += step[1]
  }
}
