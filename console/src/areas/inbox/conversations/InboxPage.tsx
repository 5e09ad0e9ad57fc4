import { Box, Drawer } from '@mantine/core'
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PersonCard } from '../person/PersonCard'
import type { InboxSearch } from '../search'
import { NothingOpen } from '../thread/NothingOpen'
import { ThreadPane } from '../thread/ThreadPane'
import { ConversationList } from './ConversationList'
import classes from './InboxPage.module.css'

/** Three panes: who wrote, what was said, and who that is. One at a time where there is room for one. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  useDocumentTitle(`${t('title')} · Autogram`)
  const search = useSearch({ from: '/app/inbox' })
  const navigate = useNavigate({ from: '/inbox' })
  const isNarrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false })
  const isWide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false })
  const change = (more: Partial<InboxSearch>) => void navigate({ search: (now) => ({ ...now, ...more }) })

  const showsList = !isNarrow || !search.c
  const showsThread = !isNarrow || Boolean(search.c)
  return (
    <Box className={classes.frame}>
      {showsList && (
        <section className={classes.list} aria-label={t('list.label')}>
          <ConversationList search={search} onChange={change} />
        </section>
      )}
      {showsThread && (
        <section className={classes.thread} aria-label={t('thread.label')}>
          {search.c ? (
            <ThreadPane
              key={search.c}
              conversationId={search.c}
              isAlone={isNarrow ?? false}
              onBack={() => change({ c: undefined, person: undefined })}
              onPerson={isWide ? undefined : () => change({ person: true })}
            />
          ) : (
            <NothingOpen />
          )}
        </section>
      )}
      {search.c && isWide && (
        <aside className={classes.person} aria-label={t('person.label')}>
          <PersonCard conversationId={search.c} onGone={() => change({ c: undefined })} />
        </aside>
      )}
      {search.c && !isWide && (
        <Drawer
          opened={search.person ?? false}
          onClose={() => change({ person: undefined })}
          title={t('person.label')}
          position="right"
          size="sm"
          closeButtonProps={{ 'aria-label': t('common:action.close') }}
        >
          <PersonCard conversationId={search.c} onGone={() => change({ c: undefined, person: undefined })} />
        </Drawer>
      )}
    </Box>
  )
}
