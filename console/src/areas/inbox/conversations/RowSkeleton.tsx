import { Group, Skeleton, Stack } from '@mantine/core'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

export function RowSkeleton() {
  return (
    <Stack gap={0}>
      {ROWS.map((row) => (
        <Group key={row} p="sm" h={84} wrap="nowrap" align="flex-start">
          <Skeleton circle h={40} w={40} style={{ flex: 'none' }} />
          <Stack gap={8} flex={1}>
            <Skeleton h={12} w="50%" />
            <Skeleton h={12} />
            <Skeleton h={12} w={70} />
          </Stack>
        </Group>
      ))}
    </Stack>
  )
}
