import { Image, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'

/** Which picture or video of the library is sent. */
export function MediaField({ mediaId, onChange }: { mediaId: string; onChange: (mediaId: string) => void }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/media', { params: { query: { limit: 24 } } })
  const items = found.data?.items ?? []
  if (found.isSuccess && items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('rule.noMedia')}
      </Text>
    )
  }
  return (
    <SimpleGrid cols={{ base: 4, sm: 6 }} spacing={6}>
      {items.map((item) => (
        <UnstyledButton
          key={item.id}
          aria-pressed={item.id === mediaId}
          aria-label={item.alt_text || item.original_name}
          onClick={() => onChange(item.id)}
          style={{
            borderRadius: 8,
            outline: item.id === mediaId ? '3px solid var(--mantine-primary-color-filled)' : undefined,
          }}
        >
          <Image src={item.thumbnail_url} alt="" radius="md" h={64} fit="cover" />
        </UnstyledButton>
      ))}
    </SimpleGrid>
  )
}
