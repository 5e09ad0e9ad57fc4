import { Paper, Portal, Text } from '@mantine/core'
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { exactly } from '~/ui/When'
import classes from './Board.module.css'
import { lookOf } from './look'

interface Place {
  id: string
  left: number
  top: number
}

/** Shows the evidence of the cell that the mouse rests on; whoever has no mouse opens the cell. */
export function HoverEvidence({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<Place | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function over(event: PointerEvent) {
    if (event.pointerType !== 'mouse') return
    const cell = (event.target as Element).closest<HTMLElement>('[data-evidence]')
    clearTimeout(timer.current)
    if (!cell) {
      setPlace(null)
      return
    }
    const { left, bottom } = cell.getBoundingClientRect()
    const found = { id: cell.dataset.evidence ?? '', left: Math.min(left, window.innerWidth - 300), top: bottom + 4 }
    timer.current = setTimeout(() => setPlace(found), 250)
  }

  function leave() {
    clearTimeout(timer.current)
    setPlace(null)
  }

  return (
    <div onPointerOver={over} onPointerLeave={leave} onClickCapture={leave} onScrollCapture={leave}>
      {children}
      {place && (
        <Portal>
          <Paper
            className={classes.hover}
            shadow="md"
            withBorder
            p="sm"
            aria-hidden
            style={{ left: place.left, top: place.top }}
          >
            <Brief id={place.id} />
          </Paper>
        </Portal>
      )}
    </div>
  )
}

function Brief({ id }: { id: string }) {
  const { t } = useTranslation('exchange')
  const { data } = query.useQuery('get', '/api/v1/exchange/verifications/{verification_id}', {
    params: { path: { verification_id: id } },
  })
  if (!data) return <Text size="sm">…</Text>
  const look = lookOf({ ...data, is_decided: data.decided_at !== null })
  return (
    <>
      <Text size="xs" c="dimmed">
        @{data.username} · #{data.request_number} · {t(`look.${look}`)}
      </Text>
      <Text size="sm" fw={data.comment_text ? 600 : 400} lineClamp={3}>
        {data.comment_text ? `“${data.comment_text}”` : (data.decision_reason ?? data.reason ?? t(`lookText.${look}`))}
      </Text>
      {data.commented_at && (
        <Text size="xs" c="dimmed">
          {exactly(data.commented_at)}
        </Text>
      )}
    </>
  )
}
