import { Button, Card, Checkbox, Group, ScrollArea, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

interface UnknownNamesProps {
  unknown: Schema<'UnknownName'>[]
  chosen: string[]
  onChange: (names: string[]) => void
}

/** Who asked in the chat and is no member yet: to add them, or leave their lines out. */
export function UnknownNames({ unknown, chosen, onChange }: UnknownNamesProps) {
  const { t } = useTranslation('exchange')
  const all = unknown.map(({ username }) => username)
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t('import.unknown', { count: unknown.length })}</Title>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(chosen.length === all.length ? [] : all)}>
          {chosen.length === all.length ? t('import.addNone') : t('import.addAll')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('import.unknownText')}
      </Text>
      <Checkbox.Group value={chosen} onChange={onChange} aria-label={t('import.unknown', { count: unknown.length })}>
        <ScrollArea.Autosize mah={240} viewportProps={{ tabIndex: 0 }}>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="xs">
            {unknown.map((name) => (
              <Checkbox
                key={name.username}
                value={name.username}
                label={`@${name.username}`}
                description={`${name.nickname} · ${t('import.requests', { count: name.requests })}`}
              />
            ))}
          </SimpleGrid>
        </ScrollArea.Autosize>
      </Checkbox.Group>
    </Card>
  )
}
