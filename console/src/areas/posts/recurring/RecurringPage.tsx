import { Anchor, Button, Drawer, SimpleGrid, Skeleton } from '@mantine/core'
import { IconPlus, IconRepeat } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { useAccounts, useMay } from '~/app/me'
import { Empty } from '~/ui/Empty'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { RecurringCard } from './RecurringCard'
import { RecurringForm } from './RecurringForm'

/** Posts that are made anew on some days of the week. */
export function RecurringPage() {
  const { t } = useTranslation('posts')
  const may = useMay('manage-posts')
  const { edit } = useSearch({ from: '/app/posts/recurring' })
  const navigate = useNavigate()
  // The form begins with the first account.
  const { isPending: waiting } = useAccounts()
  const { data, error, isPending, refetch } = query.useQuery('get', '/api/v1/recurring-posts', {
    params: { query: { limit: 100 } },
  })
  const open = (which?: string) => void navigate({ to: '/posts/recurring', search: { edit: which } })
  const one = data?.items.find(({ id }) => id === edit)
  return (
    <Page
      title={t('recurring.title')}
      lead={
        <>
          {t('recurring.lead')}{' '}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/posts" {...props} />}>
            {t('post.all')}
          </Anchor>
        </>
      }
      actions={
        may && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
            {t('recurring.new')}
          </Button>
        )
      }
    >
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Empty icon={IconRepeat} title={t('recurring.none')} text={t('recurring.noneHint')} />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {isPending && ['a', 'b'].map((key) => <Skeleton key={key} h={180} radius="lg" />)}
        {data?.items.map((item) => (
          <RecurringCard key={item.id} item={item} may={may} onEdit={() => open(item.id)} />
        ))}
      </SimpleGrid>
      <Drawer
        opened={edit === 'new' || one !== undefined}
        onClose={() => open()}
        position="right"
        title={t(one ? 'recurring.change' : 'recurring.new')}
      >
        {(edit === 'new' || one) && !waiting && <RecurringForm key={edit} item={one} onDone={() => open()} />}
      </Drawer>
    </Page>
  )
}
