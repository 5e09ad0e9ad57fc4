import { Alert, Button, Card, Group, List, Progress, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'

/** Rows become posts; how far that is, and what could not be written. */
export function DoneStep({ table }: { table: Schema<'autogram__publishing__imports__schemas__ImportRead'> }) {
  const { t } = useTranslation('posts')
  const over = table.status === 'completed'
  return (
    <Card>
      <Stack>
        {over ? (
          <Alert color="teal" icon={<IconCheck aria-hidden />} title={t('import.done')}>
            {t('import.written', { count: table.done - table.faulty_rows, file: table.filename })}
          </Alert>
        ) : (
          <>
            <Text fw={600} aria-live="polite">
              {t('import.writing', { done: table.done, total: table.total })}
            </Text>
            <Progress
              value={table.total > 0 ? (100 * table.done) / table.total : 0}
              animated
              aria-label={t('import.write')}
            />
          </>
        )}
        {table.faults.length > 0 && (
          <List size="sm">
            {table.faults.map(({ row, field, message }) => (
              <List.Item key={`${row} ${field} ${message}`}>
                <b>{t('import.row', { number: row })}</b> · {message}
              </List.Item>
            ))}
          </List>
        )}
        {over && (
          <Group gap="xs">
            <Button renderRoot={(props) => <Link to="/calendar" {...props} />}>{t('import.calendar')}</Button>
            <Button variant="default" renderRoot={(props) => <Link to="/posts/import" search={{}} {...props} />}>
              {t('import.another')}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
