import { Alert, Badge, Button, Card, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Fault } from '~/ui/Fault'
import type { SandboxFault } from '../data/types'
import { useDo, useFaults } from '../data/useSandboxData'
import { inForce, KNOWN_FAULTS, type KnownFault, PARTS } from './faults'

/** What can go wrong at Instagram, each with a switch. */
export function FaultsPanel() {
  const { t } = useTranslation('sandbox')
  const { data, error } = useFaults()
  const perform = useDo()
  const faults = data?.faults ?? []
  const active = faults.filter(({ spent }) => !spent)
  if (error) return <Fault error={error} />
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t('faults.lead')}
        </Text>
        {active.length > 0 && (
          <Button size="xs" variant="light" onClick={() => perform('DELETE', 'faults')} style={{ flexShrink: 0 }}>
            {t('faults.clear')}
          </Button>
        )}
      </Group>
      {active.length > 0 && (
        <Alert color="orange" icon={<IconBolt aria-hidden />}>
          {t('faults.active', { count: active.length })}
        </Alert>
      )}
      {PARTS.map((part) => (
        <Card key={part} component="section" aria-labelledby={`fault-${part}`}>
          <Title order={3} size="h4" id={`fault-${part}`} mb="sm">
            {t(`faults.part.${part}`)}
          </Title>
          <Stack gap="md">
            {KNOWN_FAULTS.filter((known) => known.part === part).map((known) => (
              <FaultSwitch key={known.key} known={known} faults={faults} />
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  )
}

function FaultSwitch({ known, faults }: { known: KnownFault; faults: SandboxFault[] }) {
  const { t } = useTranslation('sandbox')
  const perform = useDo()
  const fault = inForce(known, faults)
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Switch
        checked={fault !== undefined}
        label={t(`faults.${known.key}`)}
        description={t(`faults.${known.key}Text`)}
        onChange={() => (fault ? perform('DELETE', `faults/${fault.id}`) : perform('POST', 'faults', known.order))}
      />
      {fault && (
        <Badge color="orange" variant="light" style={{ flexShrink: 0 }}>
          {known.order.times === 1 ? t('faults.once') : t('faults.hits', { count: fault.hits })}
        </Badge>
      )}
    </Group>
  )
}
