import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { LibraryGrid } from './LibraryGrid'
import { useLibrary } from './useLibrary'

type Item = Schema<'MediaRead-Output'>

interface LibraryPickerProps {
  most: number
  /** Only pictures, or only films. */
  kind?: Schema<'MediaKind'>
  onPicked: (items: Item[]) => void
}

/** Chooses up to `most` items of the library, in the order in which they are clicked. */
export function LibraryPicker({ most, kind, onPicked }: LibraryPickerProps) {
  const { t } = useTranslation('media')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 250)
  const [picked, setPicked] = useState<Item[]>([])
  const library = useLibrary(search, kind)

  function toggle(item: Item) {
    const without = picked.filter(({ id }) => id !== item.id)
    if (without.length < picked.length) setPicked(without)
    else if (most === 1) setPicked([item])
    else if (picked.length < most) setPicked([...picked, item])
  }

  return (
    <Stack>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {!library.isPending && library.items.length === 0 && <Text c="dimmed">{t('nothing')}</Text>}
      <LibraryGrid library={library} onItem={toggle} chosen={picked.map(({ id }) => id)} />
      <Group justify="flex-end">
        <Button
          disabled={picked.length === 0}
          onClick={() => {
            onPicked(picked)
            modals.closeAll()
          }}
        >
          {t('take', { count: picked.length })}
        </Button>
      </Group>
    </Stack>
  )
}
