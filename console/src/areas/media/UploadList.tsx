import { Button, Card, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Uploading } from './useUploads'

/** What is on its way, file by file, and what was refused and why. */
export function UploadList({ uploads, onDismiss }: { uploads: Uploading[]; onDismiss: (key: string) => void }) {
  const { t } = useTranslation('media')
  if (uploads.length === 0) return null
  return (
    <Card padding="sm">
      <Stack gap="xs">
        {uploads.map(({ key, name, share, error }) => (
          <div key={key} role={error ? 'alert' : 'status'}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" truncate>
                {name}
              </Text>
              {error && (
                <Button size="compact-xs" variant="subtle" onClick={() => onDismiss(key)}>
                  {t('common:action.close')}
                </Button>
              )}
            </Group>
            {error ? (
              <Text size="sm" c="red">
                {error}
              </Text>
            ) : (
              <Progress value={share * 100} animated aria-label={name} />
            )}
          </div>
        ))}
      </Stack>
    </Card>
  )
}
