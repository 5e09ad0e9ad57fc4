import { createFormContext } from '@mantine/form'
import type { Values } from './values'

export const [SettingsFormProvider, useSettingsForm, useNewSettingsForm] = createFormContext<Values>()
