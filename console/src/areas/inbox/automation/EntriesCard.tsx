import { ActionIcon, Button, Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failed, told } from '~/ui/toasts'
import classes from './Rules.module.css'

/** One thing to tap: it sends a payload back to rules, or opens an address. */
interface Entry {
  title: string
  payload: string
  url: string
}

interface EntriesCardProps {
  title: string
  hint: string
  most: number
  letters: number
  withAddress?: boolean
  entries: Entry[]
  onSave: (entries: Entry[]) => Promise<void>
}

/** A short list of entries that Instagram shows as they stand here. */
export function EntriesCard({ title, hint, most, letters, withAddress = false, entries, onSave }: EntriesCardProps) {
  const { t } = useTranslation('inbox')
  const [draft, setDraft] = useState<Entry[] | null>(null)
  const [busy, setBusy] = useState(false)
  const shown = draft ?? entries
  const set = (index: number, more: Partial<Entry>) =>
    setDraft(shown.map((one, at) => (at === index ? { ...one, ...more } : one)))
  const isWhole = shown.every((one) => one.title.trim() && (one.payload.trim() || one.url.trim()))
  const save = async () => {
    setBusy(true)
    try {
      await onSave(shown)
      setDraft(null)
      told(t('menu.saved'))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {hint}
      </Text>
      <Stack gap="xs">
        {shown.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('menu.none')}
          </Text>
        )}
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no names, and their order is what counts
          <Group key={index} gap={6} wrap="nowrap" align="flex-start" className={classes.verdict}>
            <Stack gap={6} flex={1} miw={0}>
              <TextInput
                size="xs"
                maxLength={letters}
                label={t('menu.words', { number: index + 1 })}
                value={entry.title}
                onChange={(event) => set(index, { title: event.currentTarget.value })}
              />
              <Group gap={6} wrap="nowrap" align="flex-end">
                {withAddress && (
                  <SegmentedControl
                    size="xs"
                    aria-label={t('menu.does')}
                    value={entry.url ? 'url' : 'payload'}
                    onChange={(value) => set(index, value === 'url' ? { url: 'https://', payload: '' } : { url: '' })}
                    data={[
                      { value: 'payload', label: t('menu.toRules') },
                      { value: 'url', label: t('menu.toAddress') },
                    ]}
                  />
                )}
                <TextInput
                  size="xs"
                  flex={1}
                  aria-label={t(entry.url ? 'menu.address' : 'menu.payload', { number: index + 1 })}
                  placeholder={entry.url ? 'https://' : t('rule.payload')}
                  value={entry.url || entry.payload}
                  onChange={(event) =>
                    set(index, entry.url ? { url: event.currentTarget.value } : { payload: event.currentTarget.value })
                  }
                />
              </Group>
            </Stack>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={22}
              aria-label={t('menu.remove', { number: index + 1 })}
              onClick={() => setDraft(shown.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group justify="space-between">
          <Button
            size="xs"
            variant="default"
            disabled={shown.length >= most}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setDraft([...shown, { title: '', payload: '', url: '' }])}
          >
            {t('menu.add')}
          </Button>
          {draft !== null && (
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => setDraft(null)}>
                {t('common:action.cancel')}
              </Button>
              <Button size="xs" loading={busy} disabled={!isWhole} onClick={() => void save()}>
                {t('common:action.save')}
              </Button>
            </Group>
          )}
        </Group>
      </Stack>
    </Card>
  )
}
