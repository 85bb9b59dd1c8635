const settings: { answer: number } = { answer: 42 }; export default settings;
