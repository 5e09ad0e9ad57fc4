import { Button, Card, Group, Stack, TagsInput, Text, Textarea } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconHash, IconSparkles } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { counted } from '~/ui/numbers'
import { failed, told } from '~/ui/toasts'
import {
  asHashtag,
  CAPTION_LIMIT,
  type Draft,
  fullCaption,
  HASHTAG_LIMIT,
  hashtagCount,
  MENTION_LIMIT,
  mentions,
} from './draft'
import type { Faults } from './faults'
import { RewriteMenu } from './help/RewriteMenu'
import { WriteForMe } from './help/WriteForMe'
import type { Change } from './useDraft'

interface PanelProps {
  draft: Draft
  change: Change
  faults: Faults
}

export function CaptionPanel({ draft, change, faults }: PanelProps) {
  const { t } = useTranslation('composer')
  const length = fullCaption(draft).length
  const tags = hashtagCount(draft)
  const people = mentions(draft)
  const suggest = query.useMutation('post', '/api/v1/content/hashtags/suggest', {
    onSuccess: ({ hashtags }) => {
      const before = draft.hashtags
      change({ hashtags: [...new Set([...before, ...hashtags])].slice(0, HASHTAG_LIMIT) })
      told(t('help.tagsAdded'), () => change({ hashtags: before }))
    },
    onError: failed,
  })
  if (draft.post_type === 'story') return null
  return (
    <Card>
      <Stack gap="sm">
        <Textarea
          label={t('caption.label')}
          placeholder={t('caption.placeholder')}
          autosize
          minRows={4}
          maxRows={16}
          value={draft.caption}
          onChange={(event) => change({ caption: event.currentTarget.value })}
          error={length > CAPTION_LIMIT ? t('caption.tooLong', { count: length - CAPTION_LIMIT }) : faults.caption}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={
            <Text component="span" size="xs" className="tabular">
              {counted(length)} / {counted(CAPTION_LIMIT)} · {t('caption.tags', { count: tags, limit: HASHTAG_LIMIT })}
              {people > 0 && ` · ${t('caption.people', { count: people, limit: MENTION_LIMIT })}`}
            </Text>
          }
        />
        <Group gap="xs">
          <Button
            size="xs"
            variant="light"
            leftSection={<IconSparkles size={15} aria-hidden />}
            onClick={() =>
              modals.open({
                title: t('help.write'),
                size: 'lg',
                children: <WriteForMe onChosen={(caption) => change({ caption, is_ai_generated: true })} />,
              })
            }
          >
            {t('help.write')}
          </Button>
          <RewriteMenu caption={draft.caption} onText={(caption) => change({ caption })} />
          <Button
            size="xs"
            variant="light"
            leftSection={<IconHash size={15} aria-hidden />}
            loading={suggest.isPending}
            disabled={!draft.caption.trim()}
            onClick={() =>
              suggest.mutate({ body: { content_description: draft.caption.slice(0, 500), count: 10 } as never })
            }
          >
            {t('help.tags')}
          </Button>
        </Group>
        <TagsInput
          label={t('caption.hashtags')}
          placeholder="#…"
          splitChars={[',', ' ']}
          maxTags={HASHTAG_LIMIT}
          error={faults.hashtags}
          value={draft.hashtags}
          onChange={(typed) => change({ hashtags: [...new Set(typed.flatMap((one) => asHashtag(one) ?? []))] })}
        />
      </Stack>
    </Card>
  )
}
