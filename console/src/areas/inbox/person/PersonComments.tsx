import { Anchor, Box, Loader, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { When } from '~/ui/When'

/** What the same person wrote in public. */
export function PersonComments({ personId }: { personId: string }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/comments', {
    params: { query: { person_id: personId, limit: 5 } },
  })
  return (
    <Box component="section">
      <Title order={3} size="sm" mb={6}>
        {t('person.comments')}
      </Title>
      {found.isPending && <Loader size="sm" />}
      {found.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('person.noComments')}
        </Text>
      )}
      <Stack gap={8}>
        {found.data?.items.map((comment) => (
          <div key={comment.id}>
            <Anchor
              size="sm"
              lineClamp={2}
              renderRoot={(props) => <Link to="/comments" search={{ c: comment.id }} {...props} />}
            >
              {comment.text || t('comments.noText')}
            </Anchor>
            <Text size="xs" c="dimmed">
              <When at={comment.commented_at} />
            </Text>
          </div>
        ))}
      </Stack>
    </Box>
  )
}
