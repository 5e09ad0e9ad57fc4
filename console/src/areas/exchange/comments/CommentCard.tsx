import { Anchor, Card, Grid, Group, Stack, Text } from '@mantine/core'
import { IconBrandInstagram, IconCheck, IconRefresh, IconSearch, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { When } from '~/ui/When'
import { ActButton } from '../shared/ActButton'
import { Handle } from '../shared/Handle'
import type { Comment } from '../shared/types'
import { CommentBadge } from './CommentBadge'
import classes from './CommentCard.module.css'
import type { Move } from './CommentQueue'

interface CommentCardProps {
  comment: Comment
  chosen: boolean
  onMove: ((how: Move) => Promise<unknown>) | undefined
}

/** The post at one side, at the other what would be written below it, and by whom. */
export function CommentCard({ comment, chosen, onMove }: CommentCardProps) {
  const { t } = useTranslation('exchange')
  return (
    <Card id={`text-${comment.id}`} padding="md" className={classes.card} data-chosen={chosen || undefined}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, sm: 5 }}>
          <Stack gap={6} className={classes.post}>
            <Group justify="space-between" gap="xs">
              <Handle name={comment.consumer} size="sm" />
              <Anchor size="sm" href={comment.instagram_link} target="_blank" rel="noreferrer">
                <Group gap={4} component="span">
                  <IconBrandInstagram size={15} aria-hidden />
                  {comment.shortcode}
                </Group>
              </Anchor>
            </Group>
            <Text size="sm" lineClamp={4}>
              {comment.caption || t('texts.noCaption')}
            </Text>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 7 }}>
          <Stack gap="xs" h="100%" justify="space-between">
            <div>
              <Group gap="xs" mb={4}>
                <CommentBadge status={comment.status} />
                <Text size="xs" c="dimmed">
                  {t('texts.by', { name: comment.producer })} · <When at={comment.created_at} />
                </Text>
              </Group>
              <Text fw={600} size="lg" className={classes.text}>
                {comment.text}
              </Text>
              {comment.failure_reason && (
                <Text size="sm" c="red" mt={4}>
                  {comment.failure_reason}
                </Text>
              )}
            </div>
            <Group justify="space-between" gap="xs">
              <Text size="xs" c="dimmed">
                {comment.model}
                {comment.cost_micros !== null && ` · ${cost(comment.cost_micros)}`}
                {comment.posted_at && (
                  <>
                    {' · '}
                    {t('texts.posted')} <When at={comment.posted_at} />
                  </>
                )}
              </Text>
              {onMove && <Moves status={comment.status} onMove={onMove} />}
            </Group>
          </Stack>
        </Grid.Col>
      </Grid>
    </Card>
  )
}

function Moves({ status, onMove }: { status: Comment['status']; onMove: (how: Move) => Promise<unknown> }) {
  const { t } = useTranslation('exchange')
  const button = (how: Move, Sign: typeof IconCheck, variant: string) => (
    <ActButton key={how} act={() => onMove(how)} variant={variant} leftSection={<Sign size={16} aria-hidden />}>
      {t(`texts.${how}`)}
    </ActButton>
  )
  if (status === 'waiting') {
    return (
      <Group gap="xs">
        {button('reject', IconX, 'default')}
        {button('approve', IconCheck, 'light')}
      </Group>
    )
  }
  if (status === 'failed') return button('retry', IconRefresh, 'default')
  if (status === 'unconfirmed') return button('check', IconSearch, 'default')
  return null
}

/** $0.0012 from millionths of a US dollar. */
function cost(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(4)}`
}
