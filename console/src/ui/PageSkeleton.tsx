import { Group, Skeleton, Stack } from '@mantine/core'

/** What stands where a page will be in a moment. */
export function PageSkeleton() {
  return (
    <Stack gap="lg" aria-busy>
      <Group justify="space-between">
        <Skeleton h={32} w={220} />
        <Skeleton h={32} w={120} />
      </Group>
      <Skeleton h={120} radius="lg" />
      <Skeleton h={260} radius="lg" />
    </Stack>
  )
}
