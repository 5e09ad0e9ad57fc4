import { Loader, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPencilPlus, IconTemplate } from '@tabler/icons-react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import classes from './Rules.module.css'

/** Asks with which rule to begin; undefined: with an empty one. */
export function chooseTemplate(onChoose: (template: string | undefined) => void): void {
  const id = modals.open({
    title: i18next.t('inbox:rule.beginWith'),
    size: 'lg',
    children: (
      <TemplateChoice
        onChoose={(template) => {
          modals.close(id)
          onChoose(template)
        }}
      />
    ),
  })
}

function TemplateChoice({ onChoose }: { onChoose: (template: string | undefined) => void }) {
  const { t } = useTranslation('inbox')
  const found = query.useQuery('get', '/api/v1/inbox/automation/templates', {}, { staleTime: Number.POSITIVE_INFINITY })
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      <UnstyledButton className={classes.template} onClick={() => onChoose(undefined)}>
        <IconPencilPlus size={20} aria-hidden />
        <Text fw={600} size="sm">
          {t('rule.empty')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('rule.emptyHint')}
        </Text>
      </UnstyledButton>
      {found.isPending && <Loader size="sm" />}
      {found.data?.items.map(({ key, description, rule }) => (
        <UnstyledButton key={key} className={classes.template} onClick={() => onChoose(key)}>
          <IconTemplate size={20} aria-hidden />
          <Text fw={600} size="sm">
            {t(`rule.template.${key}.name`, { defaultValue: rule.name })}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`rule.template.${key}.text`, { defaultValue: description })}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  )
}
