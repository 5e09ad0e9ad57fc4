import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCommunity, useMayManage } from '../shared/data'
import { Section } from '../shared/Section'
import { DangerCard } from './DangerCard'
import { FrontCard } from './FrontCard'
import { SettingsForm } from './SettingsForm'

/** How the community works: name and public side, weeks and checking, rules, comments, summaries. */
export function CommunitySettingsPage() {
  const { t } = useTranslation('exchange')
  const mayManage = useMayManage()
  const { data: community } = useCommunity()
  if (!community) return null
  return (
    <Section title={t('settings.title')} lead={mayManage ? t('settings.lead') : t('settings.readOnly')}>
      <Stack maw={860}>
        <SettingsForm key={community.updated_at} community={community} readOnly={!mayManage} />
        {mayManage && <FrontCard community={community} />}
        {mayManage && <DangerCard community={community} />}
      </Stack>
    </Section>
  )
}
