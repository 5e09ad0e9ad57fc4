import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import classes from './LongList.module.css'
import { frameOf, scrollTo } from './longList'

export const ROW = 52
const VIEWPORT = 620

interface LongListProps {
  label: string
  count: number
  /** Changes when another list begins at its top. */
  identity: string
  /** The row that shall be the first one; a new object moves there again. */
  goTo: { place: number } | null
  onFrame: (first: number, end: number) => void
  children: (place: number) => ReactNode
}

/** A list of any length: only the rows in view exist. */
export function LongList({ label, count, identity, goTo, onFrame, children }: LongListProps) {
  const box = useRef<HTMLDivElement>(null)
  const { ref, height } = useElementSize()
  const viewport = height || VIEWPORT
  const [top, setTop] = useState(0)
  const frame = frameOf(top, viewport, count, ROW)

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list begins at its top
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0
    setTop(0)
  }, [identity])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the list
  useLayoutEffect(() => {
    if (box.current && goTo) box.current.scrollTop = scrollTo(goTo.place, viewport, count, ROW)
  }, [goTo])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in view is told when it changes
  useLayoutEffect(() => onFrame(frame.first, frame.end), [frame.first, frame.end, count])

  return (
    <section
      className={classes.box}
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls, also by keyboard
      tabIndex={0}
      aria-label={label}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div ref={ref} className={classes.measure} aria-hidden />
      <ul className={classes.list} style={{ height: frame.height }}>
        {Array.from({ length: Math.max(0, frame.end - frame.first) }, (_, step) => {
          const place = frame.first + step
          return (
            <li
              key={place}
              className={classes.row}
              style={{ height: ROW, transform: `translateY(${frame.offset + step * ROW}px)` }}
              aria-posinset={place + 1}
              aria-setsize={count}
            >
              {children(place)}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
