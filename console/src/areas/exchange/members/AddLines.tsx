import { Badge, Button, Group, ScrollArea, Stack, Table, Text, Textarea } from '@mantine/core'
import { IconCheck, IconEqual, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Schema } from '~/api/client'
import { failed } from '~/ui/toasts'
import { refresh } from '../shared/data'

const SIGNS = { added: IconCheck, exists: IconEqual, refused: IconX }
const COLOURS = { added: 'teal', exists: 'gray', refused: 'red' }

/** A list of members, a line each; each line gets an answer, and what was refused can be corrected and sent again. */
export function AddLines({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('exchange')
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<Schema<'LinesRead'> | null>(null)
  const [busy, setBusy] = useState(false)

  async function send() {
    setBusy(true)
    try {
      const { data } = await api.POST('/api/v1/exchange/members/lines', { body: { text } })
      if (!data) return
      setAnswer(data)
      setText(data.lines.flatMap((line) => (line.result === 'refused' ? [line.text] : [])).join('\n'))
      await refresh()
    } catch (problem) {
      failed(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Stack>
      <Textarea
        label={t('members.lines')}
        description={t('members.linesHint')}
        placeholder={'Ana @ana.bakes\n@boris.bread\nchloe.cake'}
        autosize
        minRows={5}
        maxRows={12}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {answer && (
        <Stack gap="xs" role="status">
          <Text size="sm" fw={600}>
            {t('members.linesAdded', { count: answer.added, of: answer.lines.length })}
          </Text>
          <ScrollArea.Autosize mah={260}>
            <Table verticalSpacing={4}>
              <Table.Tbody>
                {answer.lines.map((line) => {
                  const Sign = SIGNS[line.result]
                  return (
                    <Table.Tr key={line.line}>
                      <Table.Td w={120}>
                        <Badge
                          color={COLOURS[line.result]}
                          variant="light"
                          leftSection={<Sign size={12} aria-hidden />}
                        >
                          {t(`line.${line.result}`)}
                        </Badge>
                      </Table.Td>
                      <Table.Td>
                        <Text size="sm">{line.text}</Text>
                        {line.reason && (
                          <Text size="xs" c="dimmed">
                            {line.reason}
                          </Text>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  )
                })}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        </Stack>
      )}
      <Group justify="flex-end">
        {answer && (
          <Button variant="default" onClick={onDone}>
            {t('common:action.close')}
          </Button>
        )}
        <Button loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
          {t('members.addLines')}
        </Button>
      </Group>
    </Stack>
  )
}
