import { Group, Text, ThemeIcon, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'

/** When, if, then, and how often: the head of one step. */
export function StepTitle({ icon: Glyph, title, hint }: { icon: Icon; title: string; hint?: string }) {
  return (
    <Group gap="sm" wrap="nowrap" mb="sm" align="flex-start">
      <ThemeIcon variant="light" radius="md" size={32}>
        <Glyph size={18} aria-hidden />
      </ThemeIcon>
      <div>
        <Title order={2} size="h4">
          {title}
        </Title>
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
      </div>
    </Group>
  )
}
