import { Stack } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { Refused, Waiting } from '../shared/Listed'
import { Board } from './Board'
import { EvidenceDrawer } from './EvidenceDrawer'
import { HoverEvidence } from './HoverEvidence'
import { Legend } from './Legend'
import { Verify } from './Verify'

/** The week's round board, its verification, and the evidence of the chosen cell. */
export function WeekBoard({ week, isPresent }: { week: string; isPresent: boolean }) {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate({ from: '/community/week' })
  const { row } = useSearch({ from: '/app/community/week' })
  const { data, error, refetch } = query.useQuery('get', '/api/v1/exchange/weeks/{week}/board', {
    params: { path: { week } },
  })
  const choose = useCallback(
    (id: string | undefined) =>
      void navigate({
        search: (now) => ({ ...now, row: id }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  if (error && !data) return <Refused error={error} onRetry={() => void refetch()} />
  if (!data) return <Waiting rows={6} />
  if (data.posts.length === 0) {
    return <Empty icon={IconTable} title={t('board.none')} text={t('board.noneText')} />
  }
  return (
    <Stack gap="md">
      <Verify board={data} isPresent={isPresent} />
      <HoverEvidence>
        <Board board={data} chosen={row} onChoose={choose} />
      </HoverEvidence>
      <Legend />
      <EvidenceDrawer id={row} onClose={() => choose(undefined)} />
    </Stack>
  )
}
