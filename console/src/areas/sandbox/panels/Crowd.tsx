import { Anchor, Button, Card, Group, Text, Title } from '@mantine/core'
import { IconDownload, IconUserMinus, IconUserPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { told } from '~/ui/toasts'
import { SandboxAddress, useDo } from '../data/useSandboxData'
import { useStage } from '../stage'

const MANY = 25

/** Followers come and go; the account's export is the file that the audience is read from. */
export function Crowd() {
  const { t } = useTranslation('sandbox')
  const base = useContext(SandboxAddress)
  const { account } = useStage()
  const perform = useDo()
  const path = `accounts/${encodeURIComponent(account.username)}`

  async function change(wish: { gain: number } | { lose: number }, words: string) {
    if (await perform('POST', `${path}/followers`, wish)) told(t(words, { count: MANY, account: account.username }))
  }

  return (
    <Card component="section" aria-labelledby="crowd">
      <Title order={2} size="h3" id="crowd">
        {t('world.crowd')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('world.crowdText')}{' '}
        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/audience" {...props} />}>
          {t('world.toAudience')}
        </Anchor>
      </Text>
      <Group gap="xs">
        <Button
          variant="light"
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => change({ gain: MANY }, 'world.gained')}
        >
          {t('world.gain', { count: MANY })}
        </Button>
        <Button
          variant="light"
          leftSection={<IconUserMinus size={16} aria-hidden />}
          onClick={() => change({ lose: MANY }, 'world.lost')}
        >
          {t('world.lose', { count: MANY })}
        </Button>
        <Button
          variant="default"
          component="a"
          href={`${base}/_sandbox/${path}/export`}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('world.export')}
        </Button>
      </Group>
    </Card>
  )
}
