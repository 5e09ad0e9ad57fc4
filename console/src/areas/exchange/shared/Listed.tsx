import { Button, Center, Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '~/api/problem'
import { Fault } from '~/ui/Fault'
import { UnofficialOff } from './UnofficialOff'

interface Found<T> {
  data: { pages: { items: T[] }[] } | undefined
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

interface ListedProps<T> {
  found: Found<T>
  empty: ReactNode
  children: (items: T[]) => ReactNode
}

/** A list that comes in pages, in each of its states: on its way, failed, empty, there. */
export function Listed<T>({ found, empty, children }: ListedProps<T>) {
  const { t } = useTranslation()
  if (found.data === undefined) {
    return found.error ? <Refused error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />
  }
  const items = found.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return empty
  return (
    <Stack gap="sm">
      {children(items)}
      {found.hasNextPage && (
        <Center>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('action.more')}
          </Button>
        </Center>
      )}
    </Stack>
  )
}

/** Why nothing is shown; what is switched off on purpose is no error. */
export function Refused({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof Problem && error.code === 'unofficial-access-disabled') return <UnofficialOff />
  return <Fault error={error} onRetry={onRetry} />
}

export function Waiting({ rows = 4, height = 56 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" aria-busy>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are all the same
        <Skeleton key={row} h={height} radius="md" />
      ))}
    </Stack>
  )
}
