import { NavLink, ScrollArea, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import { isDerived, isKnown, LISTS, type ListName } from '../data/names'
import type { Snapshot } from '../data/types'

interface ListNavProps {
  snapshot: Snapshot
  list: ListName | undefined
  onList: (list: ListName) => void
}

/** The lists that a snapshot has: beside it with their lengths, on a phone to choose from. */
export function ListNav({ snapshot, list, onList }: ListNavProps) {
  const { t } = useTranslation('audience')
  const names = LISTS.filter((name) => isDerived(name) || isKnown(snapshot, name))
  return (
    <>
      <Select
        hiddenFrom="sm"
        label={t('snapshot.list')}
        data={names.map((name) => ({ value: name, label: t(`list.${name}`) }))}
        value={list ?? null}
        placeholder={t('snapshot.chooseList')}
        allowDeselect={false}
        onChange={(value) => value && onList(value as ListName)}
      />
      <ScrollArea visibleFrom="sm">
        <Stack gap={2} component="nav" aria-label={t('snapshot.lists')}>
          {names.map((name) => (
            <NavLink
              key={name}
              component="button"
              type="button"
              active={name === list}
              aria-current={name === list || undefined}
              label={t(`list.${name}`)}
              rightSection={<Length snapshot={snapshot} name={name} />}
              onClick={() => onList(name)}
              style={{ borderRadius: 8 }}
            />
          ))}
        </Stack>
      </ScrollArea>
    </>
  )
}

function Length({ snapshot, name }: { snapshot: Snapshot; name: ListName }) {
  const read = snapshot.lists.find(({ kind }) => kind === name)
  const { data } = query.useQuery(
    'get',
    '/api/v1/audience/snapshots/{snapshot_id}/lists/{name}',
    { params: { path: { snapshot_id: snapshot.id, name }, query: { limit: 1 } } },
    { enabled: !read && isKnown(snapshot, name), retry: false },
  )
  return (
    <Text span size="sm" className="tabular">
      {counted(read?.count ?? data?.total)}
    </Text>
  )
}
