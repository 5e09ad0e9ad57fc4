import { Button, Card, Group, NumberInput, Text, Title } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { told } from '~/ui/toasts'
import { useDo } from '../data/useSandboxData'
import { useShow, useStage } from '../stage'

/** Months of publications with pictures, likes and comments, made up for the account. */
export function Past() {
  const { t } = useTranslation('sandbox')
  const { account } = useStage()
  const [days, setDays] = useState(90)
  const [perWeek, setPerWeek] = useState(4)
  const [isBusy, setBusy] = useState(false)
  const perform = useDo()
  const show = useShow()

  async function invent() {
    setBusy(true)
    const path = `accounts/${encodeURIComponent(account.username)}/history`
    const made = await perform<{ count: number }>('POST', path, { days, posts_per_week: perWeek })
    setBusy(false)
    if (!made) return
    show({ screen: 'profile', media: undefined })
    told(t('world.pastMade', { count: made.count }))
  }

  return (
    <Card component="section" aria-labelledby="past">
      <Title order={2} size="h3" id="past">
        {t('world.past')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('world.pastText', { account: account.username })}
      </Text>
      <Group align="flex-end" gap="xs">
        <NumberInput
          label={t('world.days')}
          value={days}
          onChange={(value) => setDays(Number(value) || 1)}
          min={1}
          max={1000}
          w={120}
        />
        <NumberInput
          label={t('world.perWeek')}
          value={perWeek}
          onChange={(value) => setPerWeek(Number(value) || 1)}
          min={1}
          max={70}
          w={150}
        />
        <Button variant="light" loading={isBusy} leftSection={<IconHistory size={16} aria-hidden />} onClick={invent}>
          {t('world.invent')}
        </Button>
      </Group>
    </Card>
  )
}
