import { Button, Group, Menu, Select, Switch, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconChevronDown, IconDownload, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { download } from '~/api/files'
import { failed } from '~/ui/toasts'
import { ORDERS, type Ordering } from '../data/names'
import { fileOf, type Source } from './people'

interface ToolsProps {
  source: Source
  q: string | undefined
  hide: boolean
  onChange: (wish: { q?: string | undefined; order?: Ordering; hide?: true | undefined }) => void
}

/** Search, order, the whitelist left out, and the whole list as a file. */
export function Tools({ source, q, hide, onChange }: ToolsProps) {
  const { t } = useTranslation('audience')
  const [text, setText] = useState(q ?? '')
  const search = useDebouncedCallback((wanted: string) => onChange({ q: wanted.trim() || undefined }), 250)
  const save = (format: 'csv' | 'json') => download(fileOf(source, format, hide), `people.${format}`).catch(failed)
  return (
    <Group gap="xs" align="center">
      <TextInput
        flex={1}
        miw={180}
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      <Select
        w={150}
        aria-label={t('people.order')}
        data={ORDERS.map((value) => ({ value, label: t(`order.${value}`) }))}
        value={source.order}
        allowDeselect={false}
        onChange={(value) => value && onChange({ order: value as Ordering })}
      />
      <Switch
        label={t('people.hide')}
        checked={hide}
        onChange={(event) => onChange({ hide: event.currentTarget.checked || undefined })}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('common:action.download')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void save('csv')}>{t('people.csv')}</Menu.Item>
          <Menu.Item onClick={() => void save('json')}>{t('people.json')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
