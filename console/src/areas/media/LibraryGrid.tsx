import { Badge, Button, Skeleton } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { IconPlayerPlayFilled } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import classes from './Library.module.css'
import type { useLibrary } from './useLibrary'

const SKELETONS = 'abcdefgh'.split('')

type Item = Schema<'MediaRead-Output'>

interface LibraryGridProps {
  library: ReturnType<typeof useLibrary>
  onItem: (item: Item) => void
  /** Ids that are chosen, where choosing is what it is for. */
  chosen?: string[]
}

/** Pictures and films as tiles; more come when the end comes into view. */
export function LibraryGrid({ library, onItem, chosen }: LibraryGridProps) {
  const { t } = useTranslation('media')
  const { ref, entry } = useIntersection({ rootMargin: '600px' })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = library
  useEffect(() => {
    if (entry?.isIntersecting && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [entry?.isIntersecting, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    <>
      <div className={classes.grid}>
        {library.items.map((item) => (
          <button
            key={item.id}
            type="button"
            className={classes.item}
            onClick={() => onItem(item)}
            aria-pressed={chosen?.includes(item.id)}
          >
            <img src={item.thumbnail_url} alt={item.alt_text || item.original_name} loading="lazy" />
            {item.kind === 'video' && <IconPlayerPlayFilled className={classes.sign} size={20} aria-hidden />}
            {item.problems.length > 0 && (
              <Badge className={classes.warn} size="sm" color="yellow" variant="filled">
                {t('problems', { count: item.problems.length })}
              </Badge>
            )}
          </button>
        ))}
        {library.isPending && SKELETONS.map((name) => <Skeleton key={name} radius="md" style={{ aspectRatio: 1 }} />)}
      </div>
      <div ref={ref} />
      {hasNextPage && (
        <Button variant="subtle" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common:action.more')}
        </Button>
      )}
    </>
  )
}
