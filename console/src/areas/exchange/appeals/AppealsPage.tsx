import { SegmentedControl, Stack } from '@mantine/core'
import { IconGavel } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { PAGED } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import { AppealCard } from './AppealCard'

const STATES = ['open', 'accepted', 'rejected'] as const

/** Members who say that a finding about them is wrong. */
export function AppealsPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { status = 'open' } = useSearch({ from: '/app/community/appeals' })
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/appeals', { params: { query: { status } } }, PAGED)
  return (
    <Section title={t('appeals.title')} lead={t('appeals.lead')}>
      <SegmentedControl
        aria-label={t('members.status')}
        style={{ alignSelf: 'flex-start' }}
        value={status}
        data={STATES.map((value) => ({ value, label: t(`appeal.${value}`) }))}
        onChange={(value) =>
          void navigate({
            to: '/community/appeals',
            search: { status: value === 'open' ? undefined : (value as (typeof STATES)[number]) },
          })
        }
      />
      <Listed
        found={found}
        empty={
          <Empty
            icon={IconGavel}
            title={status === 'open' ? t('appeals.none') : t('appeals.noneSuch')}
            text={t('appeals.noneText')}
          />
        }
      >
        {(appeals) => (
          <Stack gap="sm">
            {appeals.map((appeal) => (
              <AppealCard key={appeal.id} appeal={appeal} />
            ))}
          </Stack>
        )}
      </Listed>
    </Section>
  )
}
