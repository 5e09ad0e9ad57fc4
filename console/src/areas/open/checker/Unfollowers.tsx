import { Anchor, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { counted } from '~/ui/numbers'
import { Panel } from '../frame/Panel'
import type { Checked } from './check'

/** Who is followed and does not follow back, by name. */
export function Unfollowers({ found, onAgain }: { found: Checked; onAgain: () => void }) {
  const { t } = useTranslation('open')
  const [typed, setTyped] = useState('')
  const shown = found.unfollowers.filter((name) => name.includes(typed.trim().toLowerCase()))
  const figures = [
    [t('checker.followers'), found.followers_count],
    [t('checker.following'), found.following_count],
    [t('checker.notBack'), found.unfollowers.length],
  ] as const
  return (
    <Stack gap="lg">
      <Panel title={t('checker.result')}>
        <SimpleGrid cols={3} spacing="xs">
          {figures.map(([label, value]) => (
            <div key={label}>
              <Text fw={700} fz={24} className="tabular">
                {counted(value)}
              </Text>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      </Panel>
      <Panel title={t('checker.list')} aside={<Text size="sm">{counted(shown.length)}</Text>}>
        {found.unfollowers.length === 0 ? (
          <Text size="sm">{t('checker.everybody')}</Text>
        ) : (
          <Stack gap="xs">
            <TextInput
              aria-label={t('checker.find')}
              placeholder={t('checker.find')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {shown.slice(0, 500).map((name) => (
              <Anchor key={name} href={`https://www.instagram.com/${name}/`} target="_blank" rel="noreferrer" py={4}>
                @{name}
              </Anchor>
            ))}
          </Stack>
        )}
      </Panel>
      <Group justify="center">
        <Button variant="default" onClick={onAgain}>
          {t('checker.again')}
        </Button>
      </Group>
    </Stack>
  )
}
