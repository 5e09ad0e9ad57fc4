import { Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export function SettingsCard({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Card>
      <Title order={3}>{title}</Title>
      {lead && (
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
      )}
      <Stack mt="md">{children}</Stack>
    </Card>
  )
}
