import {
  Accordion,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { CoverFields } from './CoverFields'
import type { Draft, PostType } from './draft'
import type { Faults } from './faults'
import type { Change } from './useDraft'

interface PanelProps {
  draft: Draft
  change: Change
  faults: Faults
}

const HANDLE = /^[A-Za-z0-9._]{1,30}$/

/** What kind of post, and what only some posts have. */
export function OptionsPanel({ draft, change, faults }: PanelProps) {
  const { t } = useTranslation('composer')
  const { data: campaigns } = query.useQuery('get', '/api/v1/campaigns', { params: { query: { limit: 100 } } })
  const isStory = draft.post_type === 'story'
  const only = draft.media.length === 1 ? draft.media[0] : undefined
  const standard: PostType = draft.media.length > 1 ? 'carousel' : only?.kind === 'video' ? 'reel' : 'photo'
  return (
    <Stack gap="sm">
      {draft.media.length === 1 && (
        <Group gap="sm">
          <Text size="sm" fw={500} id="post-type">
            {t('options.as')}
          </Text>
          <SegmentedControl
            aria-labelledby="post-type"
            data={[
              { value: standard, label: t(`common:type.${standard}`) },
              { value: 'story', label: t('common:type.story') },
            ]}
            value={isStory ? 'story' : standard}
            onChange={(type) => change({ post_type: type as PostType })}
          />
        </Group>
      )}
      <Accordion variant="contained">
        {!isStory && (
          <Accordion.Item value="first-comment">
            <Accordion.Control>{t('options.firstComment')}</Accordion.Control>
            <Accordion.Panel>
              <Textarea
                aria-label={t('options.firstComment')}
                description={t('options.firstCommentHint')}
                autosize
                minRows={2}
                maxLength={2200}
                error={faults.first_comment}
                value={draft.first_comment}
                onChange={(event) => change({ first_comment: event.currentTarget.value })}
              />
            </Accordion.Panel>
          </Accordion.Item>
        )}
        <Accordion.Item value="more">
          <Accordion.Control>{t('options.more')}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              {!isStory && (
                <TagsInput
                  label={t('options.collaborators')}
                  description={t('options.collaboratorsHint')}
                  maxTags={3}
                  error={faults.collaborators}
                  splitChars={[',', ' ']}
                  value={draft.collaborators}
                  onChange={(typed) =>
                    change({
                      collaborators: typed.map((one) => one.replace(/^@/, '')).filter((one) => HANDLE.test(one)),
                    })
                  }
                />
              )}
              {!isStory && (
                <TextInput
                  label={t('options.location')}
                  description={t('options.locationHint')}
                  inputMode="numeric"
                  error={faults.location_id}
                  value={draft.location_id}
                  onChange={(event) => change({ location_id: event.currentTarget.value.replace(/\D/g, '') })}
                />
              )}
              {draft.post_type === 'reel' && (
                <>
                  <CoverFields draft={draft} change={change} faults={faults} />
                  <Switch
                    label={t('options.feed')}
                    checked={draft.share_to_feed}
                    onChange={(event) => change({ share_to_feed: event.currentTarget.checked })}
                  />
                </>
              )}
              <Select
                label={t('options.campaign')}
                clearable
                placeholder={t('options.noCampaign')}
                data={campaigns?.campaigns.map(({ id, name }) => ({ value: id, label: name })) ?? []}
                value={draft.campaign_id}
                onChange={(campaign_id) => change({ campaign_id })}
              />
              <Switch
                label={t('options.ai')}
                checked={draft.is_ai_generated}
                onChange={(event) => change({ is_ai_generated: event.currentTarget.checked })}
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  )
}
