import { CloseButton, Group, Image, Paper, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Attached } from './useFiles'

/** What goes out with the message, each with how far its upload is. */
export function FileChips({ files, onRemove }: { files: Attached[]; onRemove: (key: string) => void }) {
  const { t } = useTranslation('inbox')
  if (files.length === 0) return null
  return (
    <Group gap="xs" mb={6}>
      {files.map((file) => (
        <Paper key={file.key} withBorder p={4} radius="md" maw={220}>
          <Group gap={6} wrap="nowrap">
            {file.previewUrl && <Image src={file.previewUrl} alt="" w={32} h={32} radius="sm" fit="cover" />}
            <Text size="xs" truncate>
              {file.name}
            </Text>
            <CloseButton
              size="xs"
              aria-label={t('composer.removeFile', { name: file.name })}
              onClick={() => {
                if (!file.mediaId) file.cancel()
                onRemove(file.key)
              }}
            />
          </Group>
          {!file.mediaId && (
            <Progress
              value={file.share * 100}
              size={3}
              mt={4}
              aria-label={t('composer.uploading', { name: file.name })}
            />
          )}
        </Paper>
      ))}
    </Group>
  )
}
