import { Drawer, Skeleton, Stack } from '@mantine/core'
import { query } from '~/api/client'
import { Fault } from '~/ui/Fault'
import { ItemDetails } from './ItemDetails'

/** The details of the item that the address names. */
export function ItemDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/media/{media_id}',
    { params: { path: { media_id: id ?? '' } } },
    { enabled: id !== null },
  )
  const item = data?.id === id ? data : undefined
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" title={item?.original_name ?? '…'}>
      {error ? (
        <Fault error={error} />
      ) : item ? (
        <ItemDetails key={item.id} item={item} onGone={onClose} />
      ) : (
        <Waiting />
      )}
    </Drawer>
  )
}

function Waiting() {
  return (
    <Stack aria-busy>
      <Skeleton h={320} radius="md" />
      <Skeleton h={16} w="60%" />
      <Skeleton h={80} />
    </Stack>
  )
}
