import { Card, Center, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Logo } from '~/ui/Logo'

/** A page in front of the product's door: one card, one thing to do. */
export function DoorPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Autogram`)
  return (
    <Center mih="100dvh" p="md" component="main">
      <Stack w="100%" maw={400} gap="lg">
        <Group justify="center" gap="sm">
          <Logo size={40} />
          <Text fw={700} size="xl">
            Autogram
          </Text>
        </Group>
        <Card shadow="sm" padding="xl">
          <Title order={1} size="h2" mb={lead ? 4 : 'md'}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" mb="md">
              {lead}
            </Text>
          )}
          {children}
        </Card>
      </Stack>
    </Center>
  )
}
