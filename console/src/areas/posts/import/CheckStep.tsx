import { Alert, Button, Card, Group, ScrollArea, Select, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { IconCheck, IconListCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { cache } from '~/api/cache'
import { query, type Schema } from '~/api/client'
import { counted } from '~/ui/numbers'
import { failed } from '~/ui/toasts'
import classes from './Import.module.css'

type Import = Schema<'autogram__publishing__imports__schemas__ImportRead'>

export const FIELDS = [
  'caption',
  'media',
  'scheduled_time',
  'date',
  'time',
  'post_type',
  'hashtags',
  'first_comment',
  'alt_text',
  'account',
  'campaign',
  'collaborators',
  'location_id',
] as const

/** What the columns mean, what would come of the rows, and which have faults. */
export function CheckStep({ table }: { table: Import }) {
  const { t } = useTranslation('posts')
  const params = { path: { import_id: table.id } }
  const keep = (read: Import) =>
    cache.setQueryData(query.queryOptions('get', '/api/v1/post-imports/{import_id}', { params }).queryKey, read)
  const change = query.useMutation('patch', '/api/v1/post-imports/{import_id}', { onError: failed, onSuccess: keep })
  const apply = query.useMutation('post', '/api/v1/post-imports/{import_id}/apply', {
    onError: failed,
    onSuccess: keep,
  })
  const used = FIELDS.filter((field) => table.mapping[field] !== undefined)
  const good = table.total - table.faulty_rows

  function map(field: string, column: string | null) {
    const { [field]: _, ...others } = table.mapping
    change.mutate({ params, body: { mapping: column === null ? others : { ...others, [field]: Number(column) } } })
  }

  return (
    <Stack gap="lg">
      <Card component="section" aria-labelledby="columns">
        <Title order={2} size="h3" id="columns" mb="sm">
          {t('import.columns')}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {FIELDS.map((field) => (
            <Select
              key={field}
              label={t(`import.field.${field}`)}
              placeholder={t('import.notIn')}
              data={table.columns.map((name, index) => ({
                value: String(index),
                label: name || t('import.column', { number: index + 1 }),
              }))}
              value={table.mapping[field] === undefined ? null : String(table.mapping[field])}
              onChange={(column) => map(field, column)}
              disabled={change.isPending}
              clearable
            />
          ))}
        </SimpleGrid>
      </Card>
      <Alert
        color={table.faulty_rows > 0 ? 'orange' : 'teal'}
        icon={table.faulty_rows > 0 ? <IconListCheck aria-hidden /> : <IconCheck aria-hidden />}
        title={t('import.good', { count: good, total: counted(table.total) })}
      >
        {table.faulty_rows > 0 ? t('import.faulty', { count: table.faulty_rows }) : t('import.noFaults')}
        <Group mt="sm" gap="xs">
          <Button
            disabled={good === 0}
            loading={apply.isPending}
            onClick={() => apply.mutate({ params, body: { skip_faulty: table.faulty_rows > 0 } })}
          >
            {t('import.apply', { count: good })}
          </Button>
        </Group>
      </Alert>
      {table.faults.length > 0 && (
        <Card component="section" aria-labelledby="faults">
          <Title order={2} size="h3" id="faults" mb="xs">
            {t('import.faults')}
          </Title>
          <ul className={classes.faults}>
            {table.faults.map(({ row, field, message }) => (
              <li key={`${row} ${field} ${message}`}>
                <b>{t('import.row', { number: row })}</b> · {t(`import.field.${field}`, { defaultValue: field })}:{' '}
                {message}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card component="section" aria-labelledby="preview" padding={0}>
        <Title order={2} size="h3" id="preview" p="lg" pb="xs">
          {t('import.preview')}
        </Title>
        <ScrollArea scrollbarSize={8} viewportProps={{ tabIndex: 0, role: 'region', 'aria-labelledby': 'preview' }}>
          <Table miw={720} horizontalSpacing="lg">
            <Table.Thead>
              <Table.Tr>
                {used.map((field) => (
                  <Table.Th key={field}>{t(`import.field.${field}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {table.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name, and never move.
                <Table.Tr key={index}>
                  {used.map((field) => (
                    <Table.Td key={field}>
                      <Text size="sm" lineClamp={2}>
                        {row[field]}
                      </Text>
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      </Card>
    </Stack>
  )
}
