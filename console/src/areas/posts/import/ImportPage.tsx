import { Anchor, Stepper } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { Page } from '~/ui/Page'
import { PageSkeleton } from '~/ui/PageSkeleton'
import { CheckStep } from './CheckStep'
import { DoneStep } from './DoneStep'
import { FileStep } from './FileStep'

/** A table of posts, in three steps: the file, what its columns mean and what is at fault, and writing them. */
export function ImportPage() {
  const { t } = useTranslation('posts')
  const { id } = useSearch({ from: '/app/posts/import' })
  const navigate = useNavigate()
  const { data, error, refetch, isPending } = query.useQuery(
    'get',
    '/api/v1/post-imports/{import_id}',
    { params: { path: { import_id: String(id) } } },
    {
      enabled: id !== undefined,
      // How far it is; it ends when all rows are written.
      refetchInterval: ({ state }) => (state.data?.status === 'writing' ? 1000 : false),
    },
  )
  const step = !id || !data ? 0 : data.status === 'read' ? 1 : data.status === 'writing' ? 2 : 3
  return (
    <Page
      title={t('import.title')}
      lead={
        <>
          {t('import.lead')}{' '}
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/posts" {...props} />}>
            {t('post.all')}
          </Anchor>
        </>
      }
    >
      <Stepper active={step} size="sm" allowNextStepsSelect={false}>
        <Stepper.Step label={t('import.file')} />
        <Stepper.Step label={t('import.check')} />
        <Stepper.Step label={t('import.write')} />
      </Stepper>
      {error && <Fault error={error} onRetry={() => void refetch()} />}
      {!id && <FileStep onRead={(made) => void navigate({ to: '/posts/import', search: { id: made } })} />}
      {id && isPending && <PageSkeleton />}
      {data?.status === 'read' && <CheckStep table={data} />}
      {data && data.status !== 'read' && <DoneStep table={data} />}
    </Page>
  )
}
