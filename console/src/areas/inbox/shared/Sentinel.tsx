import { Button, Center, Loader } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** Loads more when it comes into sight; a button as well, for whoever does not scroll. */
export function Sentinel({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation()
  const { ref, entry } = useIntersection({ rootMargin: '240px' })
  const isSeen = entry?.isIntersecting ?? false
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per time that it is seen or a page has come
  useEffect(() => {
    if (isSeen && !busy) onMore()
  }, [isSeen, busy])
  return (
    <Center ref={ref} py="xs">
      {busy ? (
        <Loader size="sm" />
      ) : (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {t('action.more')}
        </Button>
      )}
    </Center>
  )
}
