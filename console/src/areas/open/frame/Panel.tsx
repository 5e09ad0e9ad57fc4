import { Card, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface PanelProps {
  title: string
  lead?: ReactNode
  /** At the right of the title. */
  aside?: ReactNode
  children: ReactNode
}

/** One thing on a public page. */
export function Panel({ title, lead, aside, children }: PanelProps) {
  return (
    <Card padding="md" shadow="xs">
      <Group justify="space-between" gap="xs" mb={lead ? 0 : 'sm'}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {aside}
      </Group>
      {lead && (
        <Text size="sm" c="dimmed" mb="sm">
          {lead}
        </Text>
      )}
      {children}
    </Card>
  )
}
