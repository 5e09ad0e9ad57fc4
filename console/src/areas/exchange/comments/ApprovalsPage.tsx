import { Button, Kbd, Select, Stack, Text } from '@mantine/core'
import { IconDownload, IconMessageCheck } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Trans, useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { download } from '~/api/files'
import { Empty } from '~/ui/Empty'
import { failed } from '~/ui/toasts'
import { PAGED } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import type { CommentStatus } from '../shared/types'
import { COMMENT_STATES } from './CommentBadge'
import { CommentQueue } from './CommentQueue'
import { SubTabs } from './SubTabs'

/** Texts that a model wrote: what waits for a person, and what became of the others. */
export function ApprovalsPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { status = 'waiting', run } = useSearch({ from: '/app/community/approvals' })
  const found = query.useInfiniteQuery(
    'get',
    '/api/v1/exchange/comments',
    { params: { query: { status, run_id: run, limit: 50 } } },
    PAGED,
  )
  const csv = `/api/v1/exchange/comments.csv?status=${status}${run ? `&run_id=${run}` : ''}`
  return (
    <Stack>
      <SubTabs />
      <Section
        title={t('texts.title')}
        lead={t('texts.lead')}
        actions={
          <>
            <Select
              aria-label={t('texts.status')}
              w={170}
              allowDeselect={false}
              value={status}
              data={COMMENT_STATES.map((value) => ({ value, label: t(`comment.${value}`) }))}
              onChange={(value) =>
                void navigate({
                  to: '/community/approvals',
                  search: { run, status: value === 'waiting' ? undefined : (value as CommentStatus) },
                })
              }
            />
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void download(csv, 'comments.csv').catch(failed)}
            >
              CSV
            </Button>
          </>
        }
      >
        {status === 'waiting' && (
          <Text size="sm" c="dimmed" visibleFrom="sm">
            <Trans t={t} i18nKey="texts.keys" components={{ key: <Kbd size="xs" /> }} />
          </Text>
        )}
        <Listed
          found={found}
          empty={
            <Empty
              icon={IconMessageCheck}
              title={status === 'waiting' ? t('texts.none') : t('texts.noneSuch')}
              text={t('texts.noneText')}
            />
          }
        >
          {(comments) => <CommentQueue comments={comments} />}
        </Listed>
      </Section>
    </Stack>
  )
}
