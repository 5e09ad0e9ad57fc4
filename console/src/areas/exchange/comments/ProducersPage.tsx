import { Stack } from '@mantine/core'
import { IconPencilHeart } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { Empty } from '~/ui/Empty'
import { PAGED, useCommunity } from '../shared/data'
import { Listed } from '../shared/Listed'
import { Section } from '../shared/Section'
import { JoinLink } from './JoinLink'
import { ParticipantFilter } from './ParticipantFilter'
import { ProducerCard } from './ProducerCard'
import { SubTabs } from './SubTabs'

/** Who lends an account to write comments. */
export function ProducersPage() {
  const { t } = useTranslation('exchange')
  const navigate = useNavigate()
  const { status } = useSearch({ from: '/app/community/producers' })
  const { data: community } = useCommunity()
  const found = query.useInfiniteQuery('get', '/api/v1/exchange/producers', { params: { query: { status } } }, PAGED)
  return (
    <Stack>
      <SubTabs />
      <Section
        title={t('producers.title')}
        lead={t('producers.lead')}
        actions={community && <JoinLink slug={community.slug} kind="producer" />}
      >
        <ParticipantFilter
          value={status}
          onChange={(value) => void navigate({ to: '/community/producers', search: { status: value } })}
        />
        <Listed
          found={found}
          empty={<Empty icon={IconPencilHeart} title={t('producers.none')} text={t('producers.noneText')} />}
        >
          {(producers) => (
            <Stack gap="xs">
              {producers.map((producer) => (
                <ProducerCard key={producer.id} producer={producer} />
              ))}
            </Stack>
          )}
        </Listed>
      </Section>
    </Stack>
  )
}
